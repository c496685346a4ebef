"""What is said to people who lost money, days and weeks afterwards. Pure."""
