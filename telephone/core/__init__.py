"""What SIP and AudioSocket share: sound in frames, recording, and a call that does what the edge says."""
