package io.takecover.fuzz.misplaced.claims;

import io.takecover.fuzz.misplaced.targets.SlowTarget;

/** A claim must not know who makes it. */
public record AnyClaim(SlowTarget target) {}
