using Leat.Quickstart.Data;

namespace Leat.Quickstart.Tests.Data;

public sealed class SampleDatasetsTests
{
    [Theory]
    [InlineData("digits", 1797, 64, 10)]
    [InlineData("wine", 178, 13, 3)]
    [InlineData("iris", 150, 4, 3)]
    [InlineData("breast_cancer", 569, 30, 2)]
    public void Each_data_set_is_whole(string name, int rows, int features, int classes)
    {
        var data = SampleDatasets.Load(name).Rows;

        data.RowCount.ShouldBe(rows);
        data.FeatureNames.Count.ShouldBe(features);
        data.Features.ShouldAllBe(row => row.Length == features);
        data.Classes.Count.ShouldBe(classes);
        data.Labels.Distinct().Count().ShouldBe(classes);
    }

    [Fact]
    public void All_offered_names_can_be_loaded() =>
        QuickstartOptions.Datasets.Select(name => SampleDatasets.Load(name).Digest).ShouldBeUnique();

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Should.Throw<ArgumentException>(() => SampleDatasets.Load("mnist"))
            .Message.ShouldStartWith("There is no data set 'mnist'; there are digits, wine, iris, breast_cancer.");

    [Fact]
    public void A_digest_is_eight_lower_case_hex_digits() =>
        SampleDatasets.Load("iris").Digest.ShouldMatch("^[0-9a-f]{8}$");

    [Fact]
    public void A_row_of_another_length_than_the_header_is_refused() =>
        Should.Throw<InvalidDataException>(() => LabeledCsv.Read("odd", new StringReader("a,b,target\n1,2,x\n1,y\n")))
            .Message.ShouldBe("odd: row 2 has 2 columns, the header 3.");

    [Fact]
    public void Labels_are_places_in_the_sorted_classes()
    {
        var data = LabeledCsv.Read("tiny", new StringReader("a,target\n1.5,pear\n2,apple\n3,pear\n"));

        data.Classes.ShouldBe(["apple", "pear"]);
        data.Labels.ShouldBe([1, 0, 1]);
        data.Features[0].ShouldBe([1.5f]);
    }
}
