package io.takecover.misplaced.erofs;

import org.assertj.core.api.Assertions;

/** A library is used where there should be none. */
public record ErofsThing(Assertions needless) {}
