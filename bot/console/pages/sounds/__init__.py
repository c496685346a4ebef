"""What kiosk and telephone read aloud: heard here, and replaced by a recording."""
