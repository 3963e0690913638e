package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Format;
import io.takecover.fuzz.claims.Claims;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeGenTest {
  private static final int TREES = 1500;

  @Test
  void noBytesAreTheEmptyRoot() {
    Image tree = TreeGen.tree(new byte[0]);
    assertThat(tree.inodeCount()).isEqualTo(1);
    assertThat(tree.type(Image.ROOT)).isEqualTo(FileType.DIRECTORY);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 40, 200, 1000})
  void everyTreeIsValid(int most) {
    Random random = new Random(most);
    for (int i = 0; i < TREES * 40 / (most + 40); i++) {
      Image tree = TreeGen.tree(bytes(random, most));
      Claims.ofTree(tree, Format.NATIVE);
      Claims.ofTree(tree, Format.EROFS);
      Claims.ofConversion(tree);
    }
  }

  @Test
  void sameBytesSameTree() {
    byte[] bytes = bytes(new Random(1), 300);
    assertThat(io.takecover.model.SameTree.test(TreeGen.tree(bytes), TreeGen.tree(bytes))).isTrue();
  }

  @Test
  void treesHaveEverythingThatTreesCanHave() {
    Random random = new Random(2);
    Traits traits = new Traits();
    for (int i = 0; i < TREES; i++) {
      traits.add(TreeGen.tree(bytes(random, 300)));
    }
    assertThat(traits.types).containsExactlyInAnyOrder(FileType.values());
    assertThat(traits.traits)
        .contains(
            "backward link",
            "forward link",
            "name of 1",
            "name of 255",
            "symlink of 1",
            "symlink of 4095",
            "path of 4095",
            "digest",
            "no digest",
            "shared xattrs",
            "user",
            "trusted",
            "security",
            "system",
            "value of 0",
            "value of 65535",
            "negative time",
            "200 levels",
            "200 entries",
            "empty directory");
  }

  private static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What was met in trees. */
  private static final class Traits {
    final Set<FileType> types = EnumSet.noneOf(FileType.class);
    final Set<String> traits = new HashSet<>();

    void add(Image tree) {
      int[] depth = new int[tree.inodeCount()];
      Set<Integer> sets = new HashSet<>();
      for (int inode = 0; inode < tree.inodeCount(); inode++) {
        types.add(tree.type(inode));
        inode(tree, inode);
        if (tree.xattrCount(inode) > 0 && !sets.add(tree.xattrSet(inode))) {
          traits.add("shared xattrs");
        }
        for (int k = 0; k < tree.entryCount(inode); k++) {
          int entry = tree.firstEntry(inode) + k;
          int target = tree.target(entry);
          depth[target] = Math.max(depth[target], depth[inode] + 1);
          traits.add("name of " + tree.nameLength(entry));
          if (!tree.isPrimary(entry)) {
            traits.add(isMet(tree, entry) ? "backward link" : "forward link");
          }
        }
        if (depth[inode] >= 200) {
          traits.add("200 levels");
        }
      }
      for (int xattr = 0; xattr < tree.xattrCount(); xattr++) {
        traits.add("value of " + tree.valueLength(xattr));
        byte[] key = tree.bytes().copy(tree.keyAt(xattr), tree.keyLength(xattr));
        traits.add(
            new String(key, java.nio.charset.StandardCharsets.ISO_8859_1).split("\\.", 2)[0]);
      }
    }

    /** Whether the inode of an entry is numbered at an entry before it. */
    private static boolean isMet(Image tree, int entry) {
      for (int earlier = 0; earlier < entry; earlier++) {
        if (tree.isPrimary(earlier) && tree.target(earlier) == tree.target(entry)) {
          return true;
        }
      }
      return false;
    }

    private void inode(Image tree, int inode) {
      switch (tree.type(inode)) {
        case DIRECTORY -> {
          if (tree.entryCount(inode) == 0) {
            traits.add("empty directory");
          } else if (tree.entryCount(inode) >= 200) {
            traits.add("200 entries");
          }
        }
        case REGULAR -> {
          traits.add("path of " + tree.payloadLength(inode));
          traits.add(tree.hasDigest(inode) ? "digest" : "no digest");
        }
        case SYMLINK -> traits.add("symlink of " + tree.payloadLength(inode));
        default -> {}
      }
      if (tree.mtimeSeconds(inode) < 0) {
        traits.add("negative time");
      }
    }
  }
}
