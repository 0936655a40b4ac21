using Leat.Artifacts.Specification.Objects;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

public sealed class GcsBucketTests : ObjectContainerSpecification
{
    protected override async Task<IObjectPlace> MakeAsync() => await TestBucket.CreateAsync();

    [Fact]
    public async Task The_address_of_a_part_takes_no_other_part()
    {
        var upload = await Repository.Capability<IMultipartUploads>()!.CreateAsync("large file.bin", 2, Cancellation);
        using var http = new HttpClient();
        using var content = new ByteArrayContent([1]);
        var address = upload.Parts[0].Url;

        foreach (var other in new[] { address.Replace("large", "other", StringComparison.Ordinal), address.Replace("partNumber=1", "partNumber=2", StringComparison.Ordinal) })
            (await http.PutAsync(new Uri(other), content, Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await http.GetAsync(new Uri(address), Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await http.PutAsync(new Uri(address), content, Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
