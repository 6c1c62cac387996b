"""Task lists: `- [ ] to do` and `- [x] done`."""

import re
from typing import Final

from markdown_it.token import Token

_BOX: Final = re.compile(r"\[([ xX])\][ \t\n]+(?=\S)")


def mark(tokens: list[Token]) -> None:
    """Put a `task` token before the text of each task, and the class `tasks` on its list."""
    lists: list[Token] = []
    for position, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "inline" and token.children and position > 1:
            first = token.children[0]
            box = _BOX.match(first.content) if first.type == "text" else None
            if box and [each.type for each in tokens[position - 2 : position]] == [
                "list_item_open",
                "paragraph_open",
            ]:
                first.content = first.content[box.end() :]
                task = Token("task", "input", 0, meta={"is_done": box[1] != " "})
                token.children.insert(0, task)
                lists[-1].attrs["class"] = "tasks"
