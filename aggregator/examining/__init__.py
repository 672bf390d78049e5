"""What `aggregator doctor` looks at: one file for each part of the machine, each thing a line with what to do."""
