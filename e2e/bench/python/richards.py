"""A small operating system, simulated: six tasks hand packets around by priority.

After Martin Richards' benchmark. Loads attribute access and methods of several classes.
"""

from __future__ import annotations

EXPECTED = 116_230_046_485
ROUNDS = 5
IDLE_TURNS = 10_000

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
FOR_DEVICE, FOR_WORKER = range(2)
PACKET_BYTES = 4


class Packet:
    __slots__ = ('address', 'data', 'kind', 'link', 'position')

    def __init__(self, link: Packet | None, address: int, kind: int) -> None:
        self.link = link
        self.address = address
        self.kind = kind
        self.position = 0
        self.data = [0] * PACKET_BYTES

    def behind(self, queue: Packet | None) -> Packet:
        """The queue with this packet as its last one."""
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, kernel: Kernel, ident: int, priority: int, inbox: Packet | None) -> None:
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.inbox = inbox
        self.is_held = False
        self.is_waiting = True
        self.following = kernel.first
        kernel.first = self
        kernel.tasks[ident] = self

    def is_blocked(self) -> bool:
        return self.is_held or (self.is_waiting and self.inbox is None)

    def resume(self) -> Task | None:
        packet = None
        if self.is_waiting:
            packet = self.inbox
            if packet is not None:
                self.inbox = packet.link
            self.is_waiting = False
        return self.work(packet)

    def receive(self, packet: Packet, sender: Task) -> Task:
        was_empty = self.inbox is None
        self.inbox = packet.behind(self.inbox)
        return self if was_empty and self.priority > sender.priority else sender

    def work(self, packet: Packet | None) -> Task | None:
        raise NotImplementedError


class Kernel:
    def __init__(self) -> None:
        self.first: Task | None = None
        self.tasks: dict[int, Task] = {}
        self.current: Task | None = None
        self.sent = 0
        self.held = 0

    def run(self) -> None:
        task = self.first
        while task is not None:
            if task.is_blocked():
                task = task.following
            else:
                self.current = task
                task = task.resume()

    def wait(self, task: Task) -> Task:
        task.is_waiting = True
        return task

    def hold(self, task: Task) -> Task | None:
        self.held += 1
        task.is_held = True
        return task.following

    def release(self, ident: int, caller: Task) -> Task:
        task = self.tasks[ident]
        task.is_held = False
        return task if task.priority > caller.priority else caller

    def send(self, packet: Packet, sender: Task) -> Task:
        self.sent += 1
        receiver = self.tasks[packet.address]
        packet.address = sender.ident
        return receiver.receive(packet, sender)


class IdleTask(Task):
    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel, IDLE, 0, None)
        self.is_waiting = False
        self.register = 1
        self.turns = IDLE_TURNS

    def work(self, packet: Packet | None) -> Task | None:
        self.turns -= 1
        if self.turns == 0:
            return self.kernel.hold(self)
        bit = self.register & 1
        self.register >>= 1
        if bit == 0:
            return self.kernel.release(DEVICE_A, self)
        self.register ^= 0xD008
        return self.kernel.release(DEVICE_B, self)


class WorkerTask(Task):
    def __init__(self, kernel: Kernel, inbox: Packet) -> None:
        super().__init__(kernel, WORKER, 1000, inbox)
        self.receiver = HANDLER_A
        self.letter = 0

    def work(self, packet: Packet | None) -> Task | None:
        if packet is None:
            return self.kernel.wait(self)
        self.receiver = HANDLER_B if self.receiver == HANDLER_A else HANDLER_A
        packet.address = self.receiver
        packet.position = 0
        for index in range(PACKET_BYTES):
            self.letter = self.letter % 26 + 1
            packet.data[index] = 64 + self.letter
        return self.kernel.send(packet, self)


class HandlerTask(Task):
    def __init__(self, kernel: Kernel, ident: int, priority: int, inbox: Packet) -> None:
        super().__init__(kernel, ident, priority, inbox)
        self.from_worker: Packet | None = None
        self.from_device: Packet | None = None

    def work(self, packet: Packet | None) -> Task | None:
        if packet is not None:
            if packet.kind == FOR_WORKER:
                self.from_worker = packet.behind(self.from_worker)
            else:
                self.from_device = packet.behind(self.from_device)
        order = self.from_worker
        if order is not None:
            position = order.position
            if position == PACKET_BYTES:
                self.from_worker = order.link
                return self.kernel.send(order, self)
            carrier = self.from_device
            if carrier is not None:
                self.from_device = carrier.link
                carrier.position = order.data[position]
                order.position = position + 1
                return self.kernel.send(carrier, self)
        return self.kernel.wait(self)


class DeviceTask(Task):
    def __init__(self, kernel: Kernel, ident: int, priority: int) -> None:
        super().__init__(kernel, ident, priority, None)
        self.pending: Packet | None = None

    def work(self, packet: Packet | None) -> Task | None:
        if packet is not None:
            self.pending = packet
            return self.kernel.hold(self)
        done = self.pending
        if done is None:
            return self.kernel.wait(self)
        self.pending = None
        return self.kernel.send(done, self)


def packets(count: int, address: int, kind: int) -> Packet:
    chain = Packet(None, address, kind)
    for _ in range(count - 1):
        chain = Packet(chain, address, kind)
    return chain


def simulate() -> tuple[int, int]:
    kernel = Kernel()
    IdleTask(kernel)
    WorkerTask(kernel, packets(2, WORKER, FOR_WORKER))
    HandlerTask(kernel, HANDLER_A, 2000, packets(3, DEVICE_A, FOR_DEVICE))
    HandlerTask(kernel, HANDLER_B, 3000, packets(3, DEVICE_B, FOR_DEVICE))
    DeviceTask(kernel, DEVICE_A, 4000)
    DeviceTask(kernel, DEVICE_B, 5000)
    kernel.run()
    return kernel.sent, kernel.held


def bench() -> int:
    total = 0
    for _ in range(ROUNDS):
        sent, held = simulate()
        total += sent * 1_000_000 + held
    return total
