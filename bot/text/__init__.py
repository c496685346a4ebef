"""Pure text work: normalise, mask, prepare. No input or output happens here."""
