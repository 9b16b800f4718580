"""Work of some seconds in a process of its own, so that no request waits for it."""

from __future__ import annotations

import asyncio
import sys


async def done_aside(module: str, *arguments: str) -> bool:
    """Run a module of ours to its end; return whether it ended well.

    The process ends with the task that waits for it.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdin=asyncio.subprocess.DEVNULL
    )
    try:
        return await process.wait() == 0
    except asyncio.CancelledError:
        process.kill()
        raise
