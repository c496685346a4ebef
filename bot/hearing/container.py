"""What kind of sound file it is, by its first bytes: the decoder is told and never guesses. Pure.

FFmpeg's own guessing also knows playlists and scripts, which name other files and addresses.
"""

from __future__ import annotations

# name of FFmpeg's demuxer → the decoders that it may hand its sound to
CODECS: dict[str, frozenset[str]] = {
    "wav": frozenset({"pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_alaw", "pcm_mulaw"}),
    "ogg": frozenset({"opus", "vorbis", "speex", "flac"}),
    "matroska": frozenset({"opus", "vorbis", "pcm_s16le", "pcm_f32le", "aac"}),
    "mov": frozenset({"aac", "opus", "alac", "mp3float", "mp3", "pcm_s16le", "amrnb", "amrwb"}),
    "mp3": frozenset({"mp3", "mp3float"}),
    "aac": frozenset({"aac"}),
    "amr": frozenset({"amrnb", "amrwb"}),
    "flac": frozenset({"flac"}),
}


def container_of(data: bytes) -> str:
    """Return the name of the demuxer, empty for what is no sound that we take."""
    head = data[:12]
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        return "mov"
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "aac" if head[1] & 0x06 == 0 else "mp3"
    return ""


_STARTS = (
    (b"OggS", "ogg"),
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"#!AMR\n", "amr"),
    (b"#!AMR-WB\n", "amr"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
)
