using Leat.Core;

namespace Leat.Client.Tests.Datasets;

public sealed class TabularDatasetTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leat");

    [Fact]
    public async Task A_csv_file_is_described_by_its_columns_and_rows()
    {
        var path = Write("iris.csv", "id,width,ok,name,empty,mixed\n1,0.5,true,\"a, \"\"b\"\"\",,1\n2,1e-3,False,c,,x\n");

        var dataset = await TabularDataset.FromCsvAsync(path, cancellationToken: TestContext.Current.CancellationToken);

        dataset.Name.ShouldBe("iris");
        dataset.SourceType.ShouldBe("local");
        dataset.Source.ShouldBe($$"""{"uri":"{{path}}"}""");
        dataset.Schema.ShouldBe(
            """{"mlflow_colspec":[{"type":"long","name":"id","required":true},{"type":"double","name":"width","required":true},"""
            + """{"type":"boolean","name":"ok","required":true},{"type":"string","name":"name","required":true},"""
            + """{"type":"string","name":"empty","required":false},{"type":"string","name":"mixed","required":true}]}""");
        dataset.Profile.ShouldBe("""{"num_rows":2,"num_elements":12}""");
    }

    [Fact]
    public void Equal_bytes_have_equal_digests_whatever_the_name()
    {
        var first = TabularDataset.FromCsv(Write("a.csv", "x\n1\n"));
        var same = TabularDataset.FromCsv(Write("b.csv", "x\n1\n"), "other");
        var different = TabularDataset.FromCsv(Write("c.csv", "x\n2\n"));

        first.Digest.Length.ShouldBe(8);
        same.Digest.ShouldBe(first.Digest);
        same.Name.ShouldBe("other");
        different.Digest.ShouldNotBe(first.Digest);
    }

    [Fact]
    public void Quoted_line_ends_belong_to_their_field()
    {
        var dataset = TabularDataset.FromCsv(Write("q.csv", "a;b\r\n\"one\ntwo\";1\r\n\r\n\"three\";2"), separator: ';');

        dataset.Profile.ShouldBe("""{"num_rows":2,"num_elements":4}""");
        dataset.Schema.ShouldNotBeNull().ShouldContain("""{"type":"long","name":"b","required":true}""");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n1,2\n3\n", "Row 2")]
    public void A_file_that_is_no_table_is_refused(string text, string expected) =>
        Should.Throw<LeatException>(() => TabularDataset.FromCsv(Write("bad.csv", text))).Message.ShouldContain(expected);

    [Fact]
    public async Task Any_file_can_be_an_input_without_schema()
    {
        var dataset = await FileDataset.FromFileAsync(
            Write("x.parquet", "bytes"), cancellationToken: TestContext.Current.CancellationToken);

        dataset.Name.ShouldBe("x");
        dataset.Digest.Length.ShouldBe(8);
        dataset.Schema.ShouldBeNull();
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
