using Leat.Artifacts.Specification.Objects;

namespace Leat.Artifacts.S3;

public sealed class S3BucketTests : ObjectContainerSpecification
{
    protected override async Task<IObjectPlace> MakeAsync() => await TestBucket.CreateAsync();

    [Fact]
    public async Task Files_get_the_media_type_of_their_name_beside_what_the_settings_add()
    {
        var bucket = (TestBucket)Place;
        await using var store = bucket.Store(("MLFLOW_S3_UPLOAD_EXTRA_ARGS", """{"CacheControl": "max-age=60"}"""));

        await WriteAsync(At(store), "a.png", [1]);

        (await Place.MediaTypeAsync("root/a.png")).ShouldBe("image/png");
    }
}
