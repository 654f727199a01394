"""A body ↔ a zstd frame, alone (a keyframe) or as a patch against a keyframe of the same page (pure).

On 100 real pages of 180 KB with 20 revisions each, a patch takes 4.8 KB where a frame of its own
takes 37.8 KB, and is read in one hop (`shared/research/revisit-and-scale.md`, storage).
"""

import zstandard

from storage.errors import Torn
from storage.text import sha256

#: After so many patches against one keyframe, the next body is a keyframe itself.
PATCHES_PER_KEYFRAME = 20
#: Level 3 writes a patch in 0.6 ms; 19 halves the bytes at fifty times the time (same table).
LEVEL = 3
#: Level 3's own tables forget what lies further back than a megabyte: past this window (as a power of
#: two) they are made larger, which takes 24 ms instead of 5 for 2 MB, and 2 KB instead of 900 KB.
LARGE_WINDOW = 21
#: No stored body is larger: the crawler stops at 8 MiB, and a saved page may be imported.
MAX_BODY = 64 * 1024 * 1024


def pack(content: bytes, keyframe: bytes | None = None) -> bytes:
    """Return `content` as a zstd frame; with `keyframe`, as a patch that needs it to be read."""
    if keyframe is None:
        return zstandard.ZstdCompressor(level=LEVEL).compress(content)
    # The window must cover keyframe and content, or matches in the keyframe are out of reach.
    window = max(10, min(27, (len(content) + len(keyframe)).bit_length()))
    tables = {"hash_log": window - 2, "chain_log": window - 2} if window > LARGE_WINDOW else {}
    parameters = zstandard.ZstdCompressionParameters.from_level(LEVEL, window_log=window, **tables)
    compressor = zstandard.ZstdCompressor(dict_data=_dictionary(keyframe), compression_params=parameters)
    return compressor.compress(content)


def unpack(packed: bytes, digest: str, keyframe: bytes | None = None) -> bytes:
    """Return the body that `pack` made `packed` of.

    Raises Torn if it cannot be read, or its SHA-256 is not `digest`.
    """
    dictionary = None if keyframe is None else _dictionary(keyframe)
    try:
        content = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=2**27).decompress(
            packed, max_output_size=MAX_BODY
        )
    except zstandard.ZstdError as error:
        raise Torn(f"body {digest[:12]}… cannot be read ({error}): restore it from a backup") from error
    if sha256(content) != digest:
        raise Torn(f"body {digest[:12]}… does not match its digest: restore it from a backup")
    return content


def _dictionary(keyframe: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(keyframe, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
