"""Blocks as each channel says them: WeChat in messages, the kiosk in screens, the telephone in prompts."""
