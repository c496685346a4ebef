"""The telephone at the edge: drives `bot.phone.machine` for a media program, see bot/phone/protocol.md."""
