"""The interview (逐项提问): the plan is pure, the flows talk to an `Asker`, the terminal is one module."""
