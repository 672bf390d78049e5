"""The one command that cron calls: what is due is read, merged, kept and told."""
