"""What tests of a cluster give its workers: letters, and tasks that go wrong.

The workers import this module by its name, so it has one of its own and needs no pytest.
"""

import os
import signal
import time
from pathlib import Path

from replygraph.parts import make

LETTER = """关于对市政协七届一次会议第{n}号提案的答复
李明委员：
您提出的《关于修缮老街的提案》收悉，现答复如下：
2021年3月，市财政局会同市水利局印发《老街修缮方案》。
深圳市住房和建设局
2021年9月6日
"""
POISON = "这封信会杀死读它的进程"


def letters(folder: Path, count: int, start: int = 1) -> Path:
    """Write letters with numbers of their own into a folder; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(start, start + count):
        (folder / f"{n:04d}.txt").write_text(LETTER.format(n=n), encoding="utf-8")
    return folder


def deadly(task, how):
    """Do the task, but die of a poisoned file as a crash in a library would."""
    for batch in task.batches:
        for item in batch:
            if POISON in Path(item.address).read_text(encoding="utf-8"):
                os.kill(os.getpid(), signal.SIGKILL)
    return make(task, how)


def slow(task, how):
    """Do the task after a while, so that there is time to kill something."""
    time.sleep(1.0)
    return make(task, how)
