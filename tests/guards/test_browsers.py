"""The scripts use what those browsers have that are to be served whole: Safari since 16.4, and what
came out with it. Whoever comes with an older one gets plain forms.
"""

from tests.guards.test_habits import ROOT, found

SCRIPTS = sorted((ROOT / "blog/static/js").rglob("*.js"))
# Each is newer; the first made every save of such a Safari fail.
NEWER = (
    r"AbortSignal\.any\(|Promise\.(?:withResolvers|try)\(|(?:Object|Map)\.groupBy\(|Array\.fromAsync\("
    r"|URL\.(?:parse|canParse)\(|\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\("
    r"|\bIterator\b|RegExp\.escape\(|\.setHTMLUnsafe\(|requestIdleCallback|\bscheduler\."
)


def test_no_script_needs_a_newer_browser() -> None:
    assert SCRIPTS
    assert found(NEWER, SCRIPTS) == []
