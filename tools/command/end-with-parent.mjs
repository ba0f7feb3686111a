// Preloaded into programs that a command runs: when the command is killed, they end too instead of working on unseen.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
