"""The pages, one folder a section; each is named in bot/console/routes.py."""
