"""The machinery behind a session: boot, channel, driver. Programs use `goru`, never this."""
