"""The only launchers of Rasa and the action server: loopback, timeouts, no leaks."""
