import gc
import os
import signal

import pytest

from replygraph import pool


def square(number):
    return number * number


def fragile(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def died(number):
    return -number


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_every_input_is_worked_on_exactly_once(start):
    assert sorted(pool.run(square, range(50), jobs=2, died=died, start=start)) == [
        n * n for n in range(50)
    ]


def test_one_job_runs_in_this_process():
    assert list(pool.run(lambda n: n + 1, range(3), jobs=1, died=died)) == [1, 2, 3]


def test_an_input_that_kills_its_worker_is_named_and_the_others_are_done():
    results = sorted(pool.run(fragile, range(20), jobs=2, died=died))
    assert results == [-7, *(n for n in range(20) if n != 7)]


def test_what_was_loaded_first_is_left_out_of_garbage_collection():
    list(pool.run(square, range(3), jobs=1, died=died))
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
