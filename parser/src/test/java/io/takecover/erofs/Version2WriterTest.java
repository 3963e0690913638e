package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What composefs-rs made of dumps when it wrote version 2 ({@code dumpfile_to_filesystem}, then
 * {@code mkfs_erofs}, of its revision 54d248f of April 2026), as SHA-256.
 */
class Version2WriterTest {
  private static final String ROOT = "/ 4096 40755 2 0 0 0 1.0 - - -";
  private static final String DIGEST = "a".repeat(64);
  private static final String EXTERNAL =
      " 5 100644 1 0 0 0 1.0 aa/" + "a".repeat(62) + " - " + DIGEST;

  private enum Golden {
    ACL("7ae24681c895ca59c2d016114d6967032c0f19d8dc91ddef0b314c29c02789ce") {
      @Override
      String dump() {
        return lines(
            ROOT + " system.posix_acl_access=\\x02\\x00", "/f 5 100644 1 0 0 0 1.0 - hello -");
      }
    },
    WHITEOUTS("8f1d135b348a70b09e2d871259494464363e7e30a3e19e10ad59b291c7501462") {
      @Override
      String dump() {
        return lines(
            ROOT,
            "/w 0 20644 1 0 0 0 1.0 - - -",
            "/d 0 40755 2 0 0 0 1.0 - - -",
            "/d/w 0 20644 2 0 0 0 1.0 - - -",
            "/d/x 0 @120000 2 0 0 0 0.0 /d/w - -");
      }
    },
    ESCAPED("f05c0ee1e16401ac794c7926c356e3273ef3c68c3157a55eebbfe3fbc1f9aa64") {
      @Override
      String dump() {
        return lines(
            ROOT
                + " security.selinux=abc trusted.foo=1 trusted.overlay.opaque=x"
                + " trusted.overlay.redirect=/y trusted.zoo=2 user.a=1 user.overlay.opaque=x",
            "/f"
                + EXTERNAL
                + " trusted.overlay.opaque=x trusted.overlay.redirect=/y trusted.zoo=2"
                + " security.selinux=abc",
            "/g" + EXTERNAL + " trusted.overlay.metacopy=qq trusted.aoo=2 security.selinux=abc");
      }
    },
    MANY_SHARED("eba56bbe0a4518344572091d1f275197298f2ae9fc238b2976884a95af604d05") {
      @Override
      String dump() {
        StringBuilder keys = new StringBuilder();
        for (int k = 0; k < 129; k++) {
          keys.append(String.format(" user.k%03d=v", k));
        }
        return lines(ROOT, "/f0" + EXTERNAL + keys, "/f1" + EXTERNAL + keys);
      }
    },
    CONTENT("d243b6345360f130f10cd732a072b4b01f2e80662d8f04c847825e7fbd4f560b") {
      @Override
      String dump() {
        StringBuilder dump = new StringBuilder(lines(ROOT));
        for (int i = 0; i < 60; i++) {
          String content = "x".repeat(65);
          dump.append(lines(String.format("/f%03d 65 100644 1 0 0 0 1.0 - %s -", i, content)));
        }
        return dump.toString();
      }
    },
    SYMLINKS("5a8a473dba254b6e9af8b9c6579afcd4e111cf9b0df0700429c3371cc036f048") {
      @Override
      String dump() {
        StringBuilder dump = new StringBuilder(lines(ROOT));
        for (int i = 0; i < 30; i++) {
          String target = "x".repeat(1023);
          dump.append(lines(String.format("/l%03d 1023 120777 1 0 0 0 1.0 %s - -", i, target)));
        }
        return dump.toString();
      }
    },
    DIRECTORY_TAILS("9d0a6d34549283a423bfbcc4d78a645bc2cc321e29c77d0bbc55ff2e8a774386") {
      @Override
      String dump() {
        return directories(2030);
      }
    },
    LINKS("1a8897ff7bfd3c7befbab46b0bed28093264565f363ec13da3412049f7dcbc29") {
      @Override
      String dump() {
        return lines(
            ROOT,
            "/b 0 40755 2 0 0 0 1.0 - - -",
            "/b/z 5 100644 2 0 0 0 1.0 - hello -",
            "/a 0 @120000 2 0 0 0 0.0 /b/z - -");
      }
    };

    private final String sha256;

    Golden(String sha256) {
      this.sha256 = sha256;
    }

    abstract String dump();

    /** Directories whose entries take {@code size} bytes, behind xattrs of many lengths. */
    private static String directories(int size) {
      StringBuilder dump = new StringBuilder(lines(ROOT));
      for (int i = 0; i < 12; i++) {
        String value = "y".repeat(i * 97 % 3000 + 1);
        dump.append(lines(String.format("/d%02d 0 40755 2 0 0 0 1.0 - - - user.p=%s", i, value)));
      }
      for (int i = 0; i < 12; i++) {
        String directory = String.format("/d%02d/", i);
        for (int k = 0; k < 7; k++) {
          dump.append(lines(directory + "n".repeat(250) + k + " 0 100644 1 0 0 0 1.0 - - -"));
        }
        String last = "z".repeat(size - 7 * 263 - 27 - 12);
        dump.append(lines(directory + last + " 0 100644 1 0 0 0 1.0 - - -"));
      }
      return dump.toString();
    }
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static Image tree(String dump) {
    byte[] text = dump.getBytes(StandardCharsets.ISO_8859_1);
    DumpVerdict verdict = Composefs.readDump(text, Limits.DEFAULT, true);
    assertThat(verdict).isInstanceOf(DumpVerdict.Accepted.class);
    return ((DumpVerdict.Accepted) verdict).image();
  }

  @ParameterizedTest
  @EnumSource
  void writesWhatComposefsRsWrote(Golden golden)
      throws RejectedException, NoSuchAlgorithmException {
    Image tree = tree(golden.dump());
    byte[] image = Composefs.write(tree, Format.EROFS, 2, Limits.DEFAULT);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(image);
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(golden.sha256);
    assertThat(Inspection.accepted(image, Profile.RS_V2).canonical()).isTrue();
  }

  @Test
  void largeFilesHaveOneChunk() throws RejectedException {
    Image tree = tree(lines(ROOT, "/f" + EXTERNAL.replaceFirst(" 5 ", " 9007199254740992 ")));
    byte[] image = Composefs.write(tree, Format.EROFS, 2, Limits.DEFAULT);
    assertThat(image).hasSize(4096);
    assertThat(Inspection.accepted(image, Profile.RS_V2).image().size(1)).isEqualTo(1L << 53);
  }

  @Test
  void whatItCannotHoldIsRefused() {
    refuses("/f 0 100644 1 0 0 0 1.5 - - -", ErofsRule.V2_TIME);
    refuses("/l 1025 120777 1 0 0 0 1.0 " + "x".repeat(1025) + " - -", ErofsRule.V2_LINK);
    refuses("/f 513 100644 1 0 0 0 1.0 - " + "x".repeat(513) + " -", ErofsRule.CONTENT_SIZE);
  }

  private static void refuses(String line, ErofsRule rule) {
    Image tree = tree(lines(ROOT, line));
    assertThatThrownBy(() -> Composefs.write(tree, Format.EROFS, 2, Limits.DEFAULT))
        .isInstanceOfSatisfying(
            RejectedException.class,
            refusal -> assertThat(refusal.violation().rule()).isEqualTo(rule));
  }
}
