package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Format;
import io.takecover.fuzz.corpus.Recipe;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditTest {
  /**
   * One file: inodes at 128 and 224, the root's chunk at 320, path at 337, digest at 342, 374
   * bytes.
   */
  private final byte[] image = image("one-file");

  static byte[] image(String recipe) {
    return Recipe.of(Format.NATIVE).stream()
        .filter(r -> r.name().equals(recipe))
        .findFirst()
        .orElseThrow()
        .make();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sb.vdata_offset=321",
        "sb.unused[27]=1",
        "inode[3].st_mode=0x81a4",
        "inode[1].st_mtim_sec=-9223372036854775808",
        "inode[1].variable_data.off=0x8000000000000000",
        "inode[1].unused[1]=0xffffffff",
        "dir[0].n_dirents=0x15555556",
        "dirent[0][2].name_len=0",
        "dirent[0][2].padding=0xffff",
        "xattr[1].n_attr=0x4000",
        "xattr_entry[1][0].key_length=255",
        "name[0][2]=a\\x00b\\\\\\xff\\x20=",
        "payload[5]=../x",
        "digest[1]=00ff",
        "key[1][0]=user.",
        "value[1][0]=",
        "truncate=0",
        "append=00",
        "bytes[17]=c0ffee",
        "insert[0]=00",
        "remove[373]=1",
        "swap-dirents[0][1,2]"
      })
  void textIsReadAndPrinted(String text) throws EditException {
    assertThat(Edit.parse(text)).hasToString(text);
    assertThat(Edit.parse(text)).isEqualTo(Edit.parse(text)).hasSameHashCodeAs(Edit.parse(text));
    assertThat(Edit.parse(text)).isNotEqualTo(Edit.parse("truncate=1"));
  }

  @ParameterizedTest
  @CsvSource({
    "sb.version=0x10, sb.version=16",
    "sb.version=65536, sb.version=0x10000",
    "inode[0].st_size=18446744073709551615, inode[0].st_size=0xffffffffffffffff",
    "inode[0].st_mtim_sec=0xffffffffffffffff, inode[0].st_mtim_sec=-1",
    "name[0][0]=\u00e9, name[0][0]=\\xc3\\xa9",
    "append=FF, append=ff"
  })
  void otherSpellingsAreUnderstood(String given, String canonical) throws EditException {
    assertThat(Edit.parse(given)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "inode[3].st_mod=1, the nearest is inode.st_mode",
    "nam[0][0]=x, the nearest is name",
    "inode.st_mode=1, '0 indices in brackets, it takes 1'",
    "inode[1][2].st_mode=1, '2 indices in brackets, it takes 1'",
    "inode[x].st_mode=1, is no index",
    "inode[0].st_mode=-1, is no unsigned number",
    "inode[0].st_mode=1.5, is no unsigned number",
    "inode[0].st_mtim_sec=a, is no signed number",
    "inode[0].st_mode[0]=1, inode.st_mode is one number",
    "inode[0].st_mode, '''='' and a value are missing'",
    "dirent[0][0].name_len=256, does not fit into the 1 bytes of dirent.name_len",
    "inode[0].st_mtim_sec=0x10000000000000000, is no signed number",
    "sb.unused=1, has 32-bit words 0 to 27",
    "sb.unused[28]=1, has 32-bit words 0 to 27",
    "sb.unused[99999999999]=1, is no index",
    "name[0][0]=\\x4, any other byte \\xHH",
    "name[0][0]=\\x4g, is not pairs of hexadecimal digits",
    "append=, at least one byte is needed",
    "append=0, is not pairs of hexadecimal digits",
    "truncate=-1, is no number of bytes",
    "truncate=+1, is no number of bytes",
    "bytes[2147483648]=00, is no number of bytes",
    "truncate[0]=1, '1 indices in brackets, it takes 0'",
    "swap-dirents[0]=1, two entries change places as in",
    "swap-dirents[0][1], two entries change places as in",
    "=, is no edit",
    "A=1, is no edit"
  })
  void badTextIsExplained(String text, String explanation) {
    assertThatThrownBy(() -> Edit.parse(text))
        .isInstanceOf(EditException.class)
        .hasMessageContaining(explanation);
  }

  @ParameterizedTest
  @CsvSource({
    "sb.version=2, 0, 02000000",
    "inode[1].st_size=0x0102030405060708, 244, 0807060504030201",
    "inode[1].unused[1]=0x01020304, 316, 04030201",
    "inode[1].st_mtim_sec=-2, 252, feffffffffffffff",
    "dir[0].n_dirents=2, 320, 02000000",
    "dirent[0][0].name_len=7, 332, 07",
    "name[0][0]=b, 336, 62",
    "payload[1]=12345, 337, 3132333435",
    "bytes[1]=ffff, 1, ffff",
    "insert[374]=ffff, 374, ffff",
    "append=01, 374, 01"
  })
  void editsChangeWhatTheyNameAndNothingElse(String text, int at, String bytes)
      throws EditException {
    byte[] before = image.clone();

    byte[] after = Edit.apply(image, List.of(Edit.parse(text)));

    byte[] written = HexFormat.of().parseHex(bytes);
    byte[] expected = Arrays.copyOf(image, Math.max(image.length, at + written.length));
    System.arraycopy(written, 0, expected, at, written.length);
    assertThat(after).isEqualTo(expected);
    assertThat(image).isEqualTo(before);
  }

  @Test
  void editsFollowEachOther() throws EditException {
    List<Edit> edits =
        List.of(
            Edit.parse("insert[320]=00000000"),
            Edit.parse("sb.vdata_offset=324"),
            Edit.parse("name[0][0]=z"));

    byte[] after = Edit.apply(image, edits);

    assertThat(after).hasSize(378);
    assertThat(after[340]).isEqualTo((byte) 'z');
    assertThat(Edit.join(edits)).isEqualTo("insert[320]=00000000 sb.vdata_offset=324 name[0][0]=z");
  }

  @Test
  void removeTakesBytesOut() throws EditException {
    byte[] after = Edit.apply(image, List.of(Edit.parse("remove[0]=4")));
    assertThat(after).isEqualTo(Arrays.copyOfRange(image, 4, 374));
  }

  @Test
  void swappedEntriesKeepTheirBytes() throws EditException {
    byte[] three = image("directory-three-entries");
    byte[] after = Edit.apply(three, List.of(Edit.parse("swap-dirents[0][0,2]")));
    assertThat(new FieldMutator(after).find(name(0)).offset())
        .isEqualTo(new FieldMutator(three).find(name(2)).offset());
    assertThat(Edit.apply(after, List.of(Edit.parse("swap-dirents[0][2,0]")))).isEqualTo(three);
  }

  private static Place name(int entry) throws EditException {
    return ((Edit.SetRun) Edit.parse("name[0][" + entry + "]=x")).place();
  }

  @ParameterizedTest
  @CsvSource({
    "inode[2].st_mode=1, 'no inode 2 in this image, they are numbered 0 to 1'",
    "dir[1].n_dirents=1, inode 1 is no directory",
    "dirent[0][1].name_len=1, 'no entry 1 in this image, they are numbered 0 to 0'",
    "xattr[0].n_attr=1, inode 0 has no xattrs",
    "payload[0]=x, the inode has none",
    "digest[0]=00, the inode has none",
    "name[0][0]=ab, 'has 1 bytes, and is replaced by as many, not by 2'",
    "truncate=374, the image has 374 bytes",
    "bytes[373]=0000, 2 bytes there are not inside",
    "insert[375]=00, are not inside",
    "remove[370]=5, are not inside",
    "'swap-dirents[0][0,1]', no entry 1 in this image"
  })
  void editsThatDoNotFitAreExplained(String text, String explanation) throws EditException {
    Edit edit = Edit.parse(text);
    assertThatThrownBy(() -> Edit.apply(image, List.of(edit)))
        .isInstanceOf(EditException.class)
        .hasMessageContaining(explanation);
  }

  @Test
  void anImageWithoutSuperblockHasNothingToEditByName() throws EditException {
    byte[] stub = new byte[127];
    assertThatThrownBy(() -> Edit.apply(stub, List.of(Edit.parse("sb.magic=1"))))
        .hasMessageContaining("no room for a superblock");
    assertThatThrownBy(() -> Edit.apply(stub, List.of(Edit.parse("inode[0].st_mode=1"))))
        .hasMessageContaining("there is none");
    assertThat(Edit.apply(stub, List.of(Edit.parse("bytes[126]=01")))).endsWith(1);
  }
}
