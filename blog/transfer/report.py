"""What an import did, file by file, and why it left something out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Result(StrEnum):
    MADE = "made"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`reason` says why a file was skipped; `notes` what was left out of one that came in.

    `is_failure` tells a file that could not be imported from one that was left alone on purpose.
    """

    path: str
    result: Result
    code: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    kept_keys: tuple[str, ...] = ()
    is_failure: bool = False


@dataclass
class Report:
    is_dry_run: bool
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    works_made_count: int = 0

    def add(self, outcomes: Iterable[Outcome]) -> None:
        self.outcomes += outcomes

    @property
    def failure_count(self) -> int:
        return sum(outcome.is_failure for outcome in self.outcomes)

    @property
    def changed_count(self) -> int:
        return sum(outcome.result in {Result.MADE, Result.CHANGED} for outcome in self.outcomes)

    def counts(self) -> dict[str, int]:
        counted = Counter(outcome.result for outcome in self.outcomes)
        return {result.value: counted[result] for result in Result}

    def kept_keys(self) -> dict[str, int]:
        """Front matter that nothing shows yet, with the number of files that brought it."""
        counted = Counter(key for outcome in self.outcomes for key in outcome.kept_keys)
        return dict(sorted(counted.items()))

    def as_json(self) -> dict[str, Any]:
        return {
            "dry_run": self.is_dry_run,
            **self.counts(),
            "failed": self.failure_count,
            "works_made": self.works_made_count,
            "kept_keys": self.kept_keys(),
            "notes": self.notes,
            "files": [
                {
                    "path": outcome.path,
                    "result": outcome.result.value,
                    "code": outcome.code,
                    "reason": outcome.reason,
                    "notes": list(outcome.notes),
                }
                for outcome in self.outcomes
            ],
        }
