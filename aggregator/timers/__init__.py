"""What makes the machine run us by itself: a line of cron, or units of systemd, ready to install."""
