using System.IO.Compression;
using System.Net;
using System.Text;

namespace Leat.Server.Artifacts;

/// <summary>Folders as a zip.</summary>
public sealed class ArtifactArchiveTests : ArtifactTests
{
    private static readonly string[] Names = ["a b.txt", "a%20b.txt", "naïve 日本 🚀.txt", "x+y&z?.txt", "C:odd", "sub/deeper/file", "sub/%2e%2e"];

    [Theory]
    [InlineData("api")]
    [InlineData("ajax-api")]
    public async Task A_folder_comes_with_all_below_it_under_the_stored_names(string api)
    {
        foreach (var name in Names)
            await PutAtAsync("model/" + name, "content of " + name);
        await PutAsync("beside.txt", "not asked for");

        using var response = await Http.GetAsync($"/{api}/leat/1.0/artifacts/archive?run_id={Server.Run.RunId}&path=model", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/zip");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=model.zip");
        var files = Read(await response.Content.ReadAsByteArrayAsync(Cancellation));
        files.Keys.Order(StringComparer.Ordinal).ShouldBe(Names.Select(name => "model/" + name).Order(StringComparer.Ordinal));
        foreach (var (name, content) in files)
            content.ShouldBe("content of " + name["model/".Length..]);
    }

    [Fact]
    public async Task All_files_of_a_run_come_under_its_id_and_a_single_file_alone()
    {
        await PutAsync("a.txt", "1");
        await PutAsync("sub/b.txt", "2");

        using var all = await Http.GetAsync(Archive(""), Cancellation);
        all.Content.Headers.ContentDisposition!.FileName.ShouldBe($"{Server.Run.RunId}.zip");
        Read(await all.Content.ReadAsByteArrayAsync(Cancellation)).Keys.ShouldBe(["a.txt", "sub/b.txt"], ignoreOrder: true);

        Read(await Http.GetByteArrayAsync(Archive("sub/b.txt"), Cancellation)).ShouldBe(new Dictionary<string, string> { ["b.txt"] = "2" });
    }

    [Fact]
    public async Task Folders_that_are_not_there_lead_out_or_have_no_end_are_refused()
    {
        await ShouldFailAsync(await Http.GetAsync(Archive(""), Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "There are no files.");
        await ShouldFailAsync(await Http.GetAsync(Archive("nope"), Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        await ShouldFailAsync(await Http.GetAsync(Archive("../x"), Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

        var folder = Directory.CreateDirectory(Path.Combine(Server.Destination, Server.RunRoot, Path.Combine([.. Enumerable.Repeat("d", 70)])));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "x"), "", Cancellation);
        await ShouldFailAsync(
            await Http.GetAsync(Archive(""), Cancellation),
            HttpStatusCode.BadRequest,
            "INVALID_PARAMETER_VALUE",
            "Folders lie more than 64 deep. Ask for one of them, with path.");
    }

    [Fact]
    public async Task A_name_that_would_leave_the_folder_it_is_unpacked_into_is_left_out()
    {
        await PutAsync("good", "1");
        await File.WriteAllTextAsync(Path.Combine(Server.Destination, Server.RunRoot, @"..\evil"), "2", Cancellation);

        Read(await Http.GetByteArrayAsync(Archive(""), Cancellation)).Keys.ShouldBe(["good"]);
    }

    [Fact]
    public async Task An_archive_that_cannot_be_finished_does_not_look_complete()
    {
        await using (var noise = File.Create(Path.Combine(Directory.CreateDirectory(Path.Combine(Server.Destination, Server.RunRoot)).FullName, "a")))
        {
            // More than all buffers between here and there hold, so that the server waits before the second file.
            var bytes = new byte[1024 * 1024];
            for (var i = 0; i < 32; i++)
            {
                Random.Shared.NextBytes(bytes);
                await noise.WriteAsync(bytes, Cancellation);
            }
        }

        await PutAsync("b", "2");
        using var response = await Http.GetAsync(Archive(""), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        File.Delete(Path.Combine(Server.Destination, Server.RunRoot, "b"));

        await Should.ThrowAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task An_archive_is_sent_while_it_is_packed()
    {
        const int size = 64 * 1024 * 1024;
        var path = Path.Combine(Server.Destination, Server.RunRoot, "large");
        await PutAsync("small", "");
        await using (var file = File.Create(path))
            file.SetLength(size);
        var before = GC.GetTotalAllocatedBytes();

        await using var archive = await Http.GetStreamAsync(Archive(""), Cancellation);
        await archive.CopyToAsync(Stream.Null, Cancellation);

        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(size / 2);
        using var head = await Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Archive("")), Cancellation);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private string Archive(string path) => $"/api/leat/1.0/artifacts/archive?run_id={Server.Run.RunId}&path={Uri.EscapeDataString(path)}";

    private async Task PutAtAsync(string path, string content)
    {
        using var body = new StringContent(content);
        using var response = await Http.PutAsync(Proxied(string.Join('/', path.Split('/').Select(Uri.EscapeDataString))), body, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    private static Dictionary<string, string> Read(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return reader.ReadToEnd();
            });
    }
}
