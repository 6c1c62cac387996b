"""How long to try: a few examples, the same each time. With FUZZ=many thousands, others each time,
of which one that breaks something is printed so that it can be kept (`make fuzz`).
"""

import os
from typing import Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

_IS_LONG: Final = os.environ.get("FUZZ") == "many"


def fuzzed(few: int = 40) -> settings:
    """So many examples, or 10 times as many. One application does for all of a test: none leaves
    anything that the next would see.
    """
    return settings(
        max_examples=10 * few if _IS_LONG else few,
        derandomize=not _IS_LONG,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


def told(few: int, *, steps: int) -> settings:
    """So many stories of a state machine, or 10 times as many. One that breaks something is told
    as it is: to look for the shortest that does takes minutes.
    """
    return settings(
        fuzzed(few),
        stateful_step_count=steps,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


# What has broken programs before, between anything else.
_MARKS: Final = st.sampled_from(
    [
        *"' \" < > & % %00 %ff %2e%2e%2f ../ \\ // ; : | * ? # + - ~ ( ) [ ] { }".split(),
        *"${7*7} {{7*7}} NEAR/ AND OR NOT NULL null true -1 0 1e309 99999999999999999999".split(),
        *"0x7f ٣ Ⅷ ß ﬁ İ 漢字 한글 مرحبا e\u0301 <script>alert(1)</script> javascript:".split(),
        *"a@b.co winter theme: kind: \0 \u202e \ufeff \ufffe \ud7ff \U0001f9ff".split(),
        *("\t", "\r\n", "\n", " ", "\u2028"),
    ]
)
TEXTS: Final = st.lists(_MARKS | st.text(max_size=5), max_size=12).map("".join)
NUMBERS: Final = st.integers().map(str) | TEXTS
JSONS: Final = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
