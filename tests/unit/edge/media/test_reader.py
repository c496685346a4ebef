"""Attack: a hundred pictures at once, or one sent again and again; the queue must stay short and everybody answered."""

from __future__ import annotations

import asyncio

import pytest

from bot.edge.media.pictures import Full, Pictures
from bot.edge.media.process import WorkerProcess
from bot.edge.media.reader import QueuedReader
from bot.media.saw import BUSY, MOST_BYTES, UNUSABLE, ReadImage


class FakeWorker(WorkerProcess):
    """Reads as soon as the test opens the gate, and counts."""

    def __init__(self) -> None:
        """Be closed."""
        self.gate = asyncio.Event()
        self.asked: list[bytes] = []
        self.at_once = 0
        self.most_at_once = 0
        self.stopped = False

    async def ask(self, data: bytes) -> ReadImage:
        """Wait for the gate, and read."""
        self.asked.append(data)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.gate.wait()
        finally:
            self.at_once -= 1
        return ReadImage(width=len(data))

    async def stop(self) -> None:
        """Note it."""
        self.stopped = True


@pytest.fixture
async def worker() -> FakeWorker:
    """Return a worker made inside the running loop."""
    return FakeWorker()


async def _ask(reader: QueuedReader, *pictures: bytes) -> list[asyncio.Task[ReadImage]]:
    tasks = [asyncio.create_task(reader.read_image(data)) for data in pictures]
    for _ in range(5):
        await asyncio.sleep(0)
    return tasks


async def test_one_at_a_time_and_the_rest_in_turn(worker: FakeWorker) -> None:
    tasks = await _ask(QueuedReader(worker), b"1", b"22", b"333")
    worker.gate.set()
    assert [read.width for read in await asyncio.gather(*tasks)] == [1, 2, 3]
    assert worker.most_at_once == 1


async def test_who_comes_when_it_is_full_is_refused_at_once(worker: FakeWorker) -> None:
    reader = QueuedReader(worker, most_waiting=2)
    tasks = await _ask(reader, b"1", b"22", *(b"x" * n for n in range(3, 103)))
    assert sum(task.done() and task.result().problem == BUSY for task in tasks) == 100
    worker.gate.set()
    assert [(await task).width for task in tasks[:2]] == [1, 2]
    assert (await reader.read_image(b"later")).width == 5


async def test_the_same_picture_stands_in_the_queue_once(worker: FakeWorker) -> None:
    tasks = await _ask(QueuedReader(worker, most_waiting=1), b"same", b"same", b"same")
    worker.gate.set()
    assert {(await task).width for task in tasks} == {4}
    assert worker.asked == [b"same"]


async def test_who_gives_up_does_not_break_off_the_reading(worker: FakeWorker) -> None:
    reader = QueuedReader(worker)
    (first,) = await _ask(reader, b"same")
    first.cancel()
    (second,) = await _ask(reader, b"same")
    worker.gate.set()
    assert (await second).width == 4
    assert worker.asked == [b"same"]


@pytest.mark.parametrize("size", [0, MOST_BYTES + 1])
async def test_nothing_and_too_much_never_reach_the_worker(size: int, worker: FakeWorker) -> None:
    assert (await QueuedReader(worker).read_image(b"x" * size)).problem == UNUSABLE
    assert worker.asked == []


async def test_at_the_end_nobody_is_left_waiting(worker: FakeWorker) -> None:
    reader = QueuedReader(worker)
    tasks = await _ask(reader, b"1", b"22")
    await reader.close()
    assert worker.stopped
    assert all(task.cancelled() for task in tasks)


async def test_standing_too_long_counts_as_refused(worker: FakeWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.edge.media.pictures.READ_SECONDS", 0.01)
    reader = QueuedReader(worker)
    assert (await Pictures(reader).read(b"1")).problem == BUSY
    await reader.close()


async def test_uploads_under_way_are_bounded_and_places_come_back(worker: FakeWorker) -> None:
    pictures = Pictures(QueuedReader(worker), most_uploads=1)
    with pictures, pytest.raises(Full), pictures:
        pass
    with pictures:
        pass
