"""Reading aloud: what is said on the kiosk, how it is pronounced, and the sounds that lie ready."""
