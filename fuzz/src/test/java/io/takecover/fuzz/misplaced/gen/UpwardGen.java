package io.takecover.fuzz.misplaced.gen;

import io.takecover.fuzz.misplaced.claims.AnyClaim;

/** A generator must not know what will be claimed. */
public record UpwardGen(AnyClaim claim) {}
