"""Known weaknesses of what the lock files pin: found in advisory data, and each either mended or reasoned."""
