"""How the operator hears of it: a message where something changed, a ping of each update, figures for Prometheus.

A message that could not be delivered never fails an update: it is said in a line, and told again by the next.
"""
