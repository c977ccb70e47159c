from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def linked_errors(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it came from."""
    seen: set[int] = set()
    todo: list[BaseException | None] = [error]
    while todo:
        step = todo.pop()
        if step is not None and id(step) not in seen:
            seen.add(id(step))
            todo += (step.__cause__, step.__context__)
            yield step
