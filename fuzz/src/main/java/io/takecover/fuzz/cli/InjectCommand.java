package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.Blob;
import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.Fixups;
import io.takecover.fuzz.gen.Place;
import io.takecover.fuzz.gen.Site;
import io.takecover.fuzz.gen.Sites;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inject",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Change named fields of an image, and nothing else; any image will do.",
    footerHeading = "%nEdits, applied in the order given:%n",
    footer = {
      "Native images:",
      "  inode[3].st_mode=0x81a4        a field of a structure; --list prints them all",
      "  dirent[0][2].name_len=0        of inode 0 (a directory), entry 2",
      "  xattr_entry[1][0].key_length=9 of inode 1, xattr 0",
      "  sb.unused[27]=1                one word of a reserved field",
      "  name[0][2]=a/b  payload[1]=../x  key[1][0]=user.a  value[1][0]=\\x00",
      "                                 as many other bytes; \\xHH is any byte, \\\\ a backslash",
      "  digest[1]=HEX                  the same, in hexadecimal",
      "EROFS images; inode 0 is the root, then breadth first in the order of the entries:",
      "  header.flags=1  sb.root_nid=40  inode[3].i_mode=0x81a4",
      "  dirent[0][2].nid=36            of inode 0, entry 2 over all its blocks, with dots",
      "  xattr_header[1].h_name_filter=0  shared_xattr[1][0].id=0  xattr_entry[1][0].e_name_len=9",
      "  shared_entry[0].e_name_len=9   of the shared xattrs that are in use, by offset, the first",
      "  chunk[1][0].blkaddr=0  metacopy[1].digest_algo=2",
      "  name[0][2]=a/b  key[1][0]=x  value[1][0]=x  shared_key[0]=x  shared_value[0]=x",
      "  target[2]=../x  content[3]=x  tail[3]=x  digest[1]=HEX",
      "Both:",
      "  swap-dirents[0][1,2]           two entries of directory 0 change places",
      "  truncate=223  append=HEX  bytes[OFFSET]=HEX  insert[OFFSET]=HEX  remove[OFFSET]=COUNT",
      "Numbers are decimal, or hexadecimal after 0x; those of signed fields may be negative."
    })
final class InjectCommand implements Callable<Integer> {
  @Option(names = "--list", description = "Print every field of IMAGE as OFFSET TAB EDIT.")
  private boolean list;

  @Option(
      names = "--fix",
      description =
          "After the edits, repair what an EROFS image derives from the rest of itself: name filters,"
              + " sb.inos, sb.blocks, and sb.checksum where there is one.")
  private boolean fix;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "The edited image: a file, which is there whole or not at all, or -.")
  private String out;

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  @Parameters(index = "0", paramLabel = "IMAGE", description = "A file, or - for standard input.")
  private String in;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "EDIT", description = "See below.")
  private List<String> texts = new ArrayList<>();

  private final Console console;

  InjectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    if (list) {
      if (out != null || fix || !texts.isEmpty()) {
        throw new CommandException("--list takes an image, and neither edits nor -o nor --fix");
      }
      list(read());
      return Exit.DONE;
    }
    if (out == null || (texts.isEmpty() && !fix)) {
      throw new CommandException("inject takes an image, at least one edit or --fix, and -o OUT");
    }
    NewFile file = out.equals("-") ? null : NewFile.at(out, force);
    byte[] edited;
    try {
      List<Edit> edits = new ArrayList<>();
      for (String text : texts) {
        edits.add(Edit.parse(text));
      }
      byte[] image = read();
      edited = Edit.apply(image, edits);
      if (fix) {
        edited = Fixups.of(Composefs.formatOf(image), edited);
      }
    } catch (EditException e) {
      throw new CommandException(e.getMessage());
    }
    if (file == null) {
      console.bytesOut().write(edited);
    } else {
      file.write(edited);
    }
    return Exit.DONE;
  }

  private byte[] read() throws CommandException {
    Source source = Sources.one(in);
    return ImageFile.read(source, console, Limits.DEFAULT.imageBytes(), head -> true);
  }

  /** Each line's second part is an edit that changes nothing yet. */
  private void list(byte[] image) {
    ByteView bytes = ByteView.of(image);
    Sites sites = Sites.of(image);
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      Edit edit =
          site.place() instanceof Place.Cell cell
              ? new Edit.SetNumber(cell, site.value())
              : new Edit.SetRun(
                  (Place.Run) site.place(), Blob.of(bytes.copy(site.offset(), site.length())));
      console.out().append(Long.toString(site.offset())).append('\t').append(edit.toString());
      console.out().append('\n');
    }
  }
}
