package io.takecover.misplaced.nativefmt;

import io.takecover.misplaced.erofs.ErofsThing;

/** One format must not know the other. */
public record NativeThing(ErofsThing other) {}
