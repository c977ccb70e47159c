"""One-way constraints with strengths, solved incrementally as they come and go.

After the DeltaBlue algorithm. Loads polymorphic methods, small objects and short lists.
"""

from __future__ import annotations

from itertools import pairwise

EXPECTED = 840_017_230_290
CHAIN_LENGTH = 600
PROJECTIONS = 300
EDITS = 100
ROUNDS = 14

# The smaller the number, the stronger the constraint.
REQUIRED, STRONG_PREFERRED, PREFERRED, NORMAL, WEAK_DEFAULT, WEAKEST = range(6)


class Variable:
    def __init__(self, value: int = 0) -> None:
        self.value = value
        self.constraints: list[Constraint] = []
        self.determined_by: Constraint | None = None
        self.mark = 0
        self.walk_strength = WEAKEST
        self.is_constant = True


class Constraint:
    is_input = False

    def __init__(self, strength: int) -> None:
        self.strength = strength

    def variables(self) -> tuple[Variable, ...]:
        raise NotImplementedError

    def inputs(self) -> tuple[Variable, ...]:
        raise NotImplementedError

    def output(self) -> Variable:
        raise NotImplementedError

    def walk_strength(self) -> int:
        """How strong a constraint must be to override the output: the weakest link up to here."""
        raise NotImplementedError

    def is_satisfied(self) -> bool:
        raise NotImplementedError

    def forget_method(self) -> None:
        raise NotImplementedError

    def choose_method(self, mark: int) -> None:
        raise NotImplementedError

    def execute(self) -> None:
        raise NotImplementedError

    def join(self, planner: Planner) -> None:
        for variable in self.variables():
            variable.constraints.append(self)
        self.forget_method()
        planner.add(self)

    def leave(self, planner: Planner) -> None:
        if self.is_satisfied():
            planner.remove(self)
        else:
            self.disconnect()

    def disconnect(self) -> None:
        for variable in self.variables():
            variable.constraints.remove(self)

    def satisfy(self, mark: int, planner: Planner) -> Constraint | None:
        """Enforces this constraint; returns the weaker one that had to yield for it."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise ValueError('a required constraint cannot be satisfied')
            return None
        for variable in self.inputs():
            variable.mark = mark
        output = self.output()
        overridden = output.determined_by
        if overridden is not None:
            overridden.forget_method()
        output.determined_by = self
        planner.propagate(self, mark)
        output.mark = mark
        return overridden

    def inputs_known(self, mark: int) -> bool:
        return all(
            variable.mark == mark or variable.is_constant or variable.determined_by is None
            for variable in self.inputs()
        )

    def recalculate(self) -> None:
        output = self.output()
        output.walk_strength = self.walk_strength()
        output.is_constant = not self.is_input and all(
            variable.is_constant for variable in self.inputs()
        )
        if output.is_constant:
            self.execute()


class UnaryConstraint(Constraint):
    def __init__(self, variable: Variable, strength: int) -> None:
        super().__init__(strength)
        self.variable = variable
        self.is_active = False

    def variables(self) -> tuple[Variable, ...]:
        return (self.variable,)

    def inputs(self) -> tuple[Variable, ...]:
        return ()

    def output(self) -> Variable:
        return self.variable

    def walk_strength(self) -> int:
        return self.strength

    def is_satisfied(self) -> bool:
        return self.is_active

    def forget_method(self) -> None:
        self.is_active = False

    def choose_method(self, mark: int) -> None:
        variable = self.variable
        self.is_active = variable.mark != mark and self.strength < variable.walk_strength

    def execute(self) -> None:
        pass


class Stay(UnaryConstraint):
    pass


class Edit(UnaryConstraint):
    is_input = True


class BinaryConstraint(Constraint):
    def __init__(self, first: Variable, second: Variable, strength: int) -> None:
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = 0  # 1: first → second, -1: second → first, 0: not satisfied

    def variables(self) -> tuple[Variable, ...]:
        return (self.first, self.second)

    def inputs(self) -> tuple[Variable, ...]:
        return (self.first,) if self.direction > 0 else (self.second,)

    def output(self) -> Variable:
        return self.second if self.direction > 0 else self.first

    def walk_strength(self) -> int:
        source = self.first if self.direction > 0 else self.second
        return max(self.strength, source.walk_strength)

    def is_satisfied(self) -> bool:
        return self.direction != 0

    def forget_method(self) -> None:
        self.direction = 0

    def choose_method(self, mark: int) -> None:
        first, second = self.first, self.second
        can_set_first = first.mark != mark and self.strength < first.walk_strength
        can_set_second = second.mark != mark and self.strength < second.walk_strength
        prefers_first = first.walk_strength > second.walk_strength
        if second.mark == mark or (first.mark != mark and prefers_first):
            self.direction = -1 if can_set_first else 0
        else:
            self.direction = 1 if can_set_second else 0


class Equal(BinaryConstraint):
    def execute(self) -> None:
        if self.direction > 0:
            self.second.value = self.first.value
        else:
            self.first.value = self.second.value


class Linear(BinaryConstraint):
    """second = first * scale + offset"""

    def __init__(
        self, first: Variable, second: Variable, scale: Variable, offset: Variable, strength: int
    ) -> None:
        super().__init__(first, second, strength)
        self.scale = scale
        self.offset = offset

    def variables(self) -> tuple[Variable, ...]:
        return (self.first, self.second, self.scale, self.offset)

    def inputs(self) -> tuple[Variable, ...]:
        source = self.first if self.direction > 0 else self.second
        return (source, self.scale, self.offset)

    def execute(self) -> None:
        if self.direction > 0:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value


class Planner:
    def __init__(self) -> None:
        self.mark = 0

    def next_mark(self) -> int:
        self.mark += 1
        return self.mark

    def add(self, constraint: Constraint) -> None:
        mark = self.next_mark()
        unsatisfied: Constraint | None = constraint
        while unsatisfied is not None:
            unsatisfied = unsatisfied.satisfy(mark, self)

    def remove(self, constraint: Constraint) -> None:
        output = constraint.output()
        constraint.forget_method()
        constraint.disconnect()
        unsatisfied = self.without_source(output)
        for freed in sorted(unsatisfied, key=lambda candidate: candidate.strength):
            self.add(freed)

    def without_source(self, output: Variable) -> list[Constraint]:
        """Recalculates what depended on `output`; returns the constraints that may now hold."""
        output.determined_by = None
        output.walk_strength = WEAKEST
        output.is_constant = True
        unsatisfied: list[Constraint] = []
        pending = [output]
        while pending:
            variable = pending.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
                elif constraint is not variable.determined_by:
                    constraint.recalculate()
                    pending.append(constraint.output())
        return unsatisfied

    def propagate(self, constraint: Constraint, mark: int) -> None:
        pending = [constraint]
        while pending:
            current = pending.pop()
            output = current.output()
            if output.mark == mark:
                raise ValueError('the constraints form a cycle')
            current.recalculate()
            pending.extend(self.consumers(output))

    def consumers(self, variable: Variable) -> list[Constraint]:
        source = variable.determined_by
        return [
            constraint
            for constraint in variable.constraints
            if constraint is not source and constraint.is_satisfied()
        ]

    def plan_from(self, sources: list[Constraint]) -> list[Constraint]:
        """The satisfied constraints that depend on the sources, in the order to execute them."""
        mark = self.next_mark()
        plan: list[Constraint] = []
        pending = [source for source in sources if source.is_input and source.is_satisfied()]
        while pending:
            constraint = pending.pop()
            output = constraint.output()
            if output.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                output.mark = mark
                pending.extend(self.consumers(output))
        return plan


def change(planner: Planner, variable: Variable, values: range) -> None:
    edit = Edit(variable, PREFERRED)
    edit.join(planner)
    plan = planner.plan_from([edit])
    for value in values:
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.leave(planner)


def chain(length: int) -> int:
    """One end is edited, the other end follows."""
    planner = Planner()
    variables = [Variable() for _ in range(length)]
    for left, right in pairwise(variables):
        Equal(left, right, REQUIRED).join(planner)
    Stay(variables[-1], WEAK_DEFAULT).join(planner)
    change(planner, variables[0], range(1, EDITS + 1))
    return sum(variable.value for variable in variables)


def projection(count: int) -> int:
    """Points and their images under one scale and offset; each side is edited in turn."""
    planner = Planner()
    scale, offset = Variable(10), Variable(1000)
    sources: list[Variable] = []
    images: list[Variable] = []
    for number in range(count):
        source, image = Variable(number), Variable(number)
        Stay(source, NORMAL).join(planner)
        Linear(source, image, scale, offset, REQUIRED).join(planner)
        sources.append(source)
        images.append(image)
    checksum = 0
    change(planner, sources[7], range(18))
    checksum += images[7].value
    change(planner, images[8], range(1000, 2000, 50))
    checksum += sources[8].value
    change(planner, scale, range(1, 6))
    checksum += sum(image.value for image in images)
    change(planner, offset, range(0, 2000, 400))
    return checksum + sum(image.value for image in images)


def bench() -> int:
    return sum(chain(CHAIN_LENGTH) * 1_000_000 + projection(PROJECTIONS) for _ in range(ROUNDS))
