package io.takecover.fuzz.misplaced.oracle;

/** Stands for what costs a process. */
public record PeerProcess(String command) {}
