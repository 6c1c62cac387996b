"""Merging what stands beside the text: own changes count on each side, what both did is asked."""

from dataclasses import replace

from blog.posts.fields import Fields
from blog.posts.merging_fields import decide, merge
from blog.texts.merging import Choice

BASE = Fields(
    title="Slow train", source="Text.", slug="slow", tags=("winter", "film"), themes=(1, 2)
)


def test_each_sides_own_changes_are_taken_over() -> None:
    mine = replace(BASE, title="Slow bus", source="Mine.")
    theirs = replace(BASE, summary="About a train.", slug="", source="Theirs.")
    merged = merge(mine, theirs, base=BASE)
    assert merged.undecided == []
    assert merged.fields == replace(
        BASE, title="Slow bus", summary="About a train.", slug="", source="Mine."
    )


def test_what_both_changed_is_mine_until_theirs_is_chosen() -> None:
    mine, theirs = replace(BASE, title="Slow bus"), replace(BASE, title="Slow tram", lang="ja")
    merged = merge(mine, theirs, base=BASE)
    assert merged.undecided == ["title"]
    assert decide(merged, {}).title == "Slow bus"
    assert decide(merged, {"title": Choice.MINE}).title == "Slow bus"
    decided = decide(merged, {"title": Choice.THEIRS, "slug": Choice.THEIRS})
    assert (decided.title, decided.lang, decided.slug) == ("Slow tram", "ja", "slow")


def test_tags_and_themes_are_merged_one_by_one() -> None:
    mine = replace(BASE, tags=("winter", "trains"), themes=(1, 2, 3))
    theirs = replace(BASE, tags=("film", "华语片"), themes=(2,))
    merged = merge(mine, theirs, base=BASE)
    assert merged.undecided == []
    assert merged.fields.tags == ("trains", "华语片")
    assert merged.fields.themes == (2, 3)


def test_without_a_base_nothing_is_decided_for_the_writer() -> None:
    mine, theirs = replace(BASE, title="A", tags=("a",)), replace(BASE, title="B", tags=("b",))
    merged = merge(mine, theirs, base=None)
    assert merged.undecided == ["title"]
    assert merged.fields.tags == ("a", "b")


def test_an_emptied_field_is_a_change() -> None:
    mine, theirs = replace(BASE, slug=""), replace(BASE, slug="other")
    assert merge(mine, BASE, base=BASE).fields.slug == ""
    assert merge(mine, theirs, base=BASE).undecided == ["slug"]
