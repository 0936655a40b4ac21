using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.Sql.Specification;

/// <summary>docs/schema shows what a database has that was just made. With <c>LEAT_WRITE_SCHEMA=1</c> the page is written instead.</summary>
public abstract class SchemaPageSpecification<TFixture>(TFixture fixture)
    where TFixture : class, ISqlFixture
{
    [Fact]
    public async Task The_page_shows_the_tables_of_a_new_database()
    {
        Assert.SkipWhen(fixture.SchemaPage is null, "This database has no page.");
        var path = Path.Combine(FindRoot(), "docs", "schema", fixture.SchemaPage!);
        var database = await fixture.NewDatabaseAsync();
        await database.MigrateAsync();

        var page = SchemaPage.Write(await CatalogueTable.ReadAllAsync(database, fixture.Catalogue));

        if (Environment.GetEnvironmentVariable("LEAT_WRITE_SCHEMA") == "1")
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        page.ShouldBe(
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            $"Run this test with LEAT_WRITE_SCHEMA=1 and look at what changes in docs/schema/{fixture.SchemaPage}.");
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Leat.slnx")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("No Leat.slnx above the test assembly.");
    }
}
