using System.Text;
using Leat.Core.Artifacts;

namespace Leat.Core.Tests.Artifacts;

public sealed class ArtifactBodyTests
{
    [Fact]
    public void What_a_file_holds_is_its_length_and_what_is_added_later_is_left_out()
    {
        using var log = new MemoryStream();
        log.Write("first line\n"u8);
        log.Position = 6;
        var body = ArtifactBody.Of(log);
        log.Position = log.Length;
        log.Write("second line\n"u8);
        log.Position = 6;

        body.Length.ShouldBe(5);
        Read(body.OpenRead()).ShouldBe("line\n");
    }

    [Fact]
    public void A_file_that_became_shorter_is_refused()
    {
        using var file = new MemoryStream();
        file.Write("all of it"u8);
        file.Position = 0;
        var body = ArtifactBody.Of(file);
        file.SetLength(3);

        Should.Throw<LeatException>(() => Read(body.OpenRead())).Message
            .ShouldBe("The artifact was announced with 9 bytes, but only 3 came. Send it again.");
    }

    [Fact]
    public void More_than_announced_is_refused()
    {
        using var content = new MemoryStream("123456"u8.ToArray());

        Should.Throw<LeatException>(() => Read(new ArtifactBody(content, 5).OpenRead())).Message
            .ShouldStartWith("The artifact was announced with 5 bytes, but more came.");
    }

    [Fact]
    public void A_body_can_be_read_again_where_its_stream_can()
    {
        using var content = new MemoryStream("skipped, read"u8.ToArray());
        content.Position = "skipped, ".Length;

        using var stream = new ArtifactBody(content, 4).OpenRead();

        stream.Length.ShouldBe(4);
        Read(stream).ShouldBe("read");
        stream.Seek(0, SeekOrigin.Begin).ShouldBe(0);
        Read(stream).ShouldBe("read");
        stream.Seek(-1, SeekOrigin.End).ShouldBe(3);
        stream.Seek(-1, SeekOrigin.Current).ShouldBe(2);
        Read(stream).ShouldBe("ad");
    }

    [Fact]
    public void Closing_what_reads_it_leaves_the_callers_stream_open()
    {
        using var content = new MemoryStream("x"u8.ToArray());

        using (var stream = ArtifactBody.Of(content).OpenRead())
            Read(stream).ShouldBe("x");

        content.CanRead.ShouldBeTrue();
    }

    [Fact]
    public void Reading_zero_bytes_does_not_end_the_body()
    {
        using var content = new MemoryStream("x"u8.ToArray());
        using var stream = new ArtifactBody(content, 1).OpenRead();

        stream.Read([]).ShouldBe(0);
        Read(stream).ShouldBe("x");
    }

    private static string Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.UTF8.GetString(copy.ToArray());
    }
}
