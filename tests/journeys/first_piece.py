"""The piece that is written on the first day, with everything the dialect has."""

TITLE = "Movie Review: The Long Corridor (长廊) — Eleven Doors, One Draught"
SUMMARY = "A caretaker, eleven doors, and the draught that goes under all of them."
SECRET, HIDDEN = "the twelfth door", "She had the key all along."

SOURCE = """\
The corridor is forty metres long, and **《长廊》**的灯 goes out twice.[^lamp]

![A corridor with one lamp lit]({one} "The only lamp that the scene has.")

## Nine doors

![Left]({one}) ![Right]({two})

![First]({one}) ![Second]({two}) ![Third]({one})

> We did not think of it as waiting.
> — Programme note

::: pull
It is about a draught.
:::

::: dialogue
Lin: “你听见了吗？”
Lin: “Did you hear that?”
He: “No.”
— At the ninth door
:::

In the end ||{secret}|| opens, and {{漢字|かんじ}} is written on it.

::: spoiler The ending, in full
{hidden}
:::

| Door | Draught |
|---:|---|
| 1 | none |

- [x] seen
- [ ] seen again

~~Ten~~ eleven doors; see https://example.org/doors for a plan.

```python
doors = sum(1 for _ in range(11))
```

---

### 最后

Nothing else moves.

[^lamp]: I counted.
"""


# What every reader's page must show of it, each by a selector.
ELEMENTS = {
    "figure": "figure:not([class]) figcaption",
    "pair": "figure.pair img",
    "gallery": "figure.gallery img",
    "quotation": "blockquote.quote footer",
    "pull quote": "figure.pull",
    "dialogue": "figure.dialogue .speaker",
    "inline spoiler": "label.spoiler input",
    "hidden part": "details.hidden-part summary",
    "ruby": "ruby rt",
    "bold beside CJK": "strong [lang=zh-Hans]",
    "table": "table th[scope=col]",
    "task": "li input[type=checkbox]",
    "strikethrough": "s, del",
    "code": "pre code span",
    "rule": "hr",
    "heading": "h3[lang=zh-Hans]",
    "footnote": "section.footnotes li",
}
