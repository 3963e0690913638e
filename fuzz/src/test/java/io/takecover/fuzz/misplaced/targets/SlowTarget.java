package io.takecover.fuzz.misplaced.targets;

import io.takecover.fuzz.misplaced.oracle.PeerProcess;

/** A target must not start anything. */
public record SlowTarget(PeerProcess peer) {}
