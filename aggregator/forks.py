"""What the process imports that children are forked from: nobody else imports this file."""

from aggregator.child import warm

warm()
