using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Leat.Protocol.Tests.Description;

public sealed class RequestFieldsTests
{
    /// <summary>What decoders ask for and messages do not keep: it is taken for other clients' sake, or only has to be there.</summary>
    private static readonly string[] NotKept =
    [
        "CompleteMultipartUploadRequest.parts", "CreateAssessmentRequest.assessment.error", "ListArtifactsRequest.page_token",
        "StartTraceRequest.trace.trace_info.assessments.error", "UpdateAssessmentRequest.assessment.error",
    ];

    public static TheoryData<Type> Requests => [.. typeof(WireFields).Assembly.GetTypes().Where(IsRequest)];

    [Fact]
    public void Every_kind_of_field_is_noted_as_it_is_asked_for()
    {
        var fields = RequestFields.Of<Sample>().ToDictionary(field => field.Name);

        fields.Keys.ShouldBe(["id", "size", "status", "when", "owner", "word", "entries", "names", "late", "choice"], ignoreOrder: true);
        fields.Values.Where(field => field.IsRequired).Select(field => field.Name).ShouldBe(["id", "owner", "names", "late"], ignoreOrder: true);
        fields["id"].Alias.ShouldBe("old_id");
        (fields["size"].Minimum, fields["size"].Maximum).ShouldBe((1, 9));
        fields["status"].Names.ShouldBe(EnumNames.RunStatus);
        fields["when"].Format.ShouldBe("date-time");
        fields["owner"].Fields.Select(field => (field.Name, field.IsRequired)).ShouldBe([("name", true)]);
        fields["entries"].Fields.Select(field => (field.Name, field.IsRequired)).ShouldBe([("key", true), ("value", false)]);
    }

    [Fact]
    public void A_field_that_is_asked_for_only_without_another_is_noted() =>
        RequestFields.Of<Sample>().Single(field => field.Name == "choice").Fields.Select(field => field.Name).ShouldBe(["packed", "plain"]);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_reads_all_that_it_keeps(Type request)
    {
        var fields = FieldsOf(request);
        var names = Properties(ProtocolJsonContext.Wire.GetTypeInfo(request)!).Select(property => property.Name).ToList();

        names.Except(fields.Select(field => field.Name)).ShouldBeEmpty();
        Unkept(request.Name, ProtocolJsonContext.Wire.GetTypeInfo(request)!, fields).Except(NotKept).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void An_enum_has_the_same_names_for_who_reads_and_who_writes_it(Type request)
    {
        foreach (var (names, property) in Enums(ProtocolJsonContext.Wire.GetTypeInfo(request)!, FieldsOf(request)))
        {
            var said = property.AttributeProvider!.GetCustomAttributes(typeof(WireEnumAttribute), false).OfType<WireEnumAttribute>().SingleOrDefault();
            (said?.Names ?? names).ShouldBe(names, property.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_default_is_a_value_that_is_allowed(Type request)
    {
        foreach (var property in Properties(ProtocolJsonContext.Wire.GetTypeInfo(request)!))
        {
            var attributes = property.AttributeProvider!.GetCustomAttributes(false);
            var field = FieldsOf(request).Single(field => field.Name == property.Name);
            IEnumerable<object?>? values = attributes.OfType<AllowedValuesAttribute>().SingleOrDefault()?.Values;
            values ??= field.Names?.All;
            var limits = attributes.OfType<LimitsAttribute>().SingleOrDefault();
            switch (attributes.OfType<DefaultValueAttribute>().SingleOrDefault()?.Value)
            {
                case string text:
                    values!.ShouldContain(text, property.Name);
                    break;
                case int number:
                    ((long)number).ShouldBeInRange(limits?.Least ?? long.MinValue, limits?.Most ?? long.MaxValue, property.Name);
                    break;
            }
        }
    }

    private static IEnumerable<string> Unkept(string path, JsonTypeInfo type, IReadOnlyList<WireField> fields) => fields.SelectMany(field =>
        Properties(type).FirstOrDefault(property => property.Name == field.Name) is { } property
            ? Unkept($"{path}.{field.Name}", MessageOf(property), field.Fields)
            : [$"{path}.{field.Name}"]);

    private static IEnumerable<(EnumNames Names, JsonPropertyInfo Property)> Enums(JsonTypeInfo type, IReadOnlyList<WireField> fields) =>
        from property in Properties(type)
        from field in fields
        where field.Name == property.Name
        from found in field.Names is { } names ? [(names, property)] : Enums(MessageOf(property), field.Fields)
        select found;

    private static IEnumerable<JsonPropertyInfo> Properties(JsonTypeInfo type) => type.Kind == JsonTypeInfoKind.Object ? type.Properties : [];

    private static JsonTypeInfo MessageOf(JsonPropertyInfo property)
    {
        var type = property.Options.GetTypeInfo(property.PropertyType);
        return type.ElementType is { } element ? property.Options.GetTypeInfo(element) : type;
    }

    private static IReadOnlyList<WireField> FieldsOf(Type request) => (IReadOnlyList<WireField>)typeof(RequestFields)
        .GetMethod(nameof(RequestFields.Of), BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(request).Invoke(null, null)!;

    private static bool IsRequest(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IWireRequest<>));

    [Needs("late")]
    private sealed record Sample : IWireRequest<Sample>
    {
        public static Sample Decode(WireFields fields)
        {
            fields.RequireString("id", alias: "old_id");
            fields.GetInt64("size", min: 1, max: 9);
            fields.GetEnum("status", EnumNames.RunStatus);
            fields.GetTimestampMs("when");
            fields.RequireMessage("owner").RequireString("name");
            fields.GetString("word");
            foreach (var entry in fields.GetMessages("entries") ?? [])
            {
                entry.RequireAll("key");
                entry.GetString("key");
                entry.GetMap("value");
            }

            fields.RequireStrings("names");
            fields.GetBool("late");
            if (fields.GetMessage("choice") is { } choice)
                _ = choice.GetMessage("packed") is { } packed ? packed.GetString("text") : choice.GetJsonText("plain");
            return new Sample();
        }
    }
}
