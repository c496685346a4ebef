"""例句: browse, add, move, retire, and try how a text would be understood."""
