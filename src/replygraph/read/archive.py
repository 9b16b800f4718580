"""Members of zip files, read within limits: bombs, broken and encrypted ones are refused."""

from __future__ import annotations

import io
import zipfile
import zlib

from replygraph.errors import ReadError

#: Bytes of one unpacked member, of all together, and how many times smaller they may be packed.
MAX_MEMBER = 64 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
MAX_RATIO = 200
_ENCRYPTED = 0x1


def open_zip(data: bytes, source: str) -> zipfile.ZipFile:
    """Return the archive; raises ReadError where it is damaged or unpacks to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(
            f"{source}：压缩结构已损坏（{error}）；请重新下载或重新保存。",
            f"{source}: the archive is damaged ({error}); download or save it again.",
        ) from error
    total = sum(info.file_size for info in archive.infolist())
    if total > MAX_TOTAL:
        raise ReadError(
            f"{source}：解压后达 {total // 1_048_576} MB，超过 {MAX_TOTAL // 1_048_576} MB 的上限；"
            "请拆分后重试。",
            f"{source}: unpacks to {total // 1_048_576} MB, more than the limit of "
            f"{MAX_TOTAL // 1_048_576} MB; split it.",
        )
    return archive


def member(archive: zipfile.ZipFile, name: str, source: str) -> bytes:
    """Return the bytes of one member; raises ReadError naming ``source`` where that is refused."""
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise ReadError(
            f"{source}：缺少 {name}，文件不完整；请用 Word 或 WPS 重新保存。",
            f"{source}: {name} is missing, the file is incomplete; save it again in Word or WPS.",
        ) from error
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(
            f"{source}：{name} 已加密；请先解除密码。",
            f"{source}: {name} is encrypted; remove the password first.",
        )
    limit = MAX_MEMBER
    if info.file_size > limit or (
        info.file_size > 1_048_576 and info.file_size > MAX_RATIO * max(1, info.compress_size)
    ):
        raise ReadError(
            f"{source}：{name} 解压后过大，疑似压缩炸弹，已拒绝；请核实来源。",
            f"{source}: {name} unpacks to too much, perhaps a zip bomb; refused. Check "
            "where it is from.",
        )
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise ReadError(
            f"{source}：{name} 已损坏（{error}）；请重新下载或重新保存。",
            f"{source}: {name} is damaged ({error}); download or save it again.",
        ) from error
    except (RuntimeError, ValueError) as error:
        raise ReadError(
            f"{source}：{name} 无法解压（{error}）；请先解除密码或重新保存。",
            f"{source}: {name} cannot be unpacked ({error}); remove the password or save it again.",
        ) from error
    if len(content) > limit:
        raise ReadError(
            f"{source}：{name} 解压后过大，已拒绝；请核实来源。",
            f"{source}: {name} unpacks to too much; refused. Check where it is from.",
        )
    return content
