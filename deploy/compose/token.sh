#!/bin/bash
# token USER… [--ops] [--seconds N]: tokens of this stack, one a line.
exec java -cp '/app/classes:/app/lib/*' redpacket.local.command.Main token "$@" --state /state
