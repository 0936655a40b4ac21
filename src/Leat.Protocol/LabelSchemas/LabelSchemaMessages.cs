using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A label schema as it travels.</summary>
/// <param name="SchemaId">Its id.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Unique in the experiment.</param>
/// <param name="Type">What kind of assessment answers it.</param>
/// <param name="Title">A heading.</param>
/// <param name="Instruction">What reviewers are to look at.</param>
/// <param name="EnableComment">Whether reviewers may add a comment.</param>
/// <param name="Input">How it is answered: an object with one of the members pass_fail, categorical, numeric and text.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">Unix milliseconds, UTC.</param>
/// <param name="UpdatedAt">Unix milliseconds, UTC.</param>
internal sealed record LabelSchemaMessage(
    string? SchemaId,
    string? ExperimentId,
    string? Name,
    [property: WireEnum(nameof(EnumNames.LabelSchemaType))] string? Type,
    [property: MayBeLeftOut] string? Title,
    [property: MayBeLeftOut] string? Instruction,
    bool? EnableComment,
    AnyJson? Input,
    [property: MayBeLeftOut] string? CreatedBy,
    long? CreatedAt,
    long? UpdatedAt)
{
    public static LabelSchemaMessage From(LabelSchema schema) => new(
        schema.SchemaId,
        schema.ExperimentId,
        schema.Name,
        EnumNames.LabelSchemaType.NameOf((long)schema.Type),
        schema.Title,
        schema.Instruction,
        schema.HasComment,
        new AnyJson(schema.Input),
        schema.CreatedBy,
        schema.CreatedTimeMs,
        schema.LastUpdateTimeMs);

    public LabelSchema ToEntity() => new(
        Answers.Require(SchemaId, "schema_id"),
        ExperimentId ?? "",
        Name ?? "",
        (LabelSchemaType)EnumNames.LabelSchemaType.NumberOf(Answers.Require(Type, "type")),
        Answers.Require(Input, "input").Text,
        CreatedAt ?? 0,
        UpdatedAt ?? 0)
    {
        Title = Title,
        Instruction = Instruction,
        HasComment = EnableComment ?? false,
        CreatedBy = CreatedBy,
    };
}

/// <summary>Answer of the calls that return one label schema.</summary>
/// <param name="LabelSchema">The schema as it is now.</param>
internal sealed record LabelSchemaResponse(LabelSchemaMessage? LabelSchema)
{
    /// <summary>The answer.</summary>
    public static LabelSchemaResponse From(LabelSchema schema) => new(LabelSchemaMessage.From(schema));

    public LabelSchema ToEntity() => Answers.Require(LabelSchema, "label_schema").ToEntity();
}

/// <summary>Body of <c>POST /api/3.0/mlflow/label-schemas/create</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Letters, digits and underscores, at most 150; unique in the experiment.</param>
/// <param name="Type">What kind of assessment answers it.</param>
/// <param name="Input">How it is answered: an object with one of the members pass_fail, categorical, numeric and text.</param>
/// <param name="Title">A heading.</param>
/// <param name="Instruction">What reviewers are to look at.</param>
/// <param name="EnableComment">Whether reviewers may add a comment.</param>
/// <param name="CreatedBy">Who makes it.</param>
internal sealed record CreateLabelSchemaRequest(
    string? ExperimentId,
    string? Name,
    [property: WireEnum(nameof(EnumNames.LabelSchemaType))] string? Type,
    AnyJson? Input,
    string? Title = null,
    string? Instruction = null,
    bool? EnableComment = null,
    string? CreatedBy = null) : IWireRequest<CreateLabelSchemaRequest>
{
    public static CreateLabelSchemaRequest Decode(WireFields fields)
    {
        fields.RequireAll("type", "input");
        return new CreateLabelSchemaRequest(
            fields.RequireString("experiment_id"),
            fields.RequireString("name"),
            fields.GetEnum("type", EnumNames.LabelSchemaType),
            new AnyJson(fields.GetJsonText("input")),
            fields.GetString("title"),
            fields.GetString("instruction"),
            fields.GetBool("enable_comment"),
            fields.GetString("created_by"));
    }

    public static CreateLabelSchemaRequest From(NewLabelSchema request)
    {
        var schema = request.Schema;
        return new(
            schema.ExperimentId, schema.Name, EnumNames.LabelSchemaType.NameOf((long)schema.Type), new AnyJson(schema.Input), schema.Title,
            schema.Instruction, schema.HasComment, schema.CreatedBy);
    }

    public NewLabelSchema ToCommand() => NewLabelSchema.Create(
        new LabelSchema("", ExperimentId!, Name!, (LabelSchemaType)EnumNames.LabelSchemaType.NumberOf(Type!), Input!.Text, 0, 0)
        {
            Title = Title,
            Instruction = Instruction,
            HasComment = EnableComment ?? false,
            CreatedBy = CreatedBy,
        });
}

/// <summary>Query of <c>GET /api/3.0/mlflow/label-schemas/get</c>.</summary>
/// <param name="SchemaId">Which schema.</param>
internal sealed record GetLabelSchemaRequest(string? SchemaId) : IWireRequest<GetLabelSchemaRequest>
{
    public static GetLabelSchemaRequest Decode(WireFields fields) => new(fields.RequireString("schema_id"));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/label-schemas/get-by-name</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Its name.</param>
internal sealed record GetLabelSchemaByNameRequest(string? ExperimentId, string? Name) : IWireRequest<GetLabelSchemaByNameRequest>
{
    public static GetLabelSchemaByNameRequest Decode(WireFields fields) => new(fields.RequireString("experiment_id"), fields.RequireString("name"));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/label-schemas/list</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record ListLabelSchemasRequest(
    string? ExperimentId,
    [property: Limits(1, LabelSchemaRules.MaxPageSize), DefaultValue(LabelSchemaRules.DefaultPageSize)] long? MaxResults = null,
    string? PageToken = null) : IWireRequest<ListLabelSchemasRequest>
{
    public static ListLabelSchemasRequest Decode(WireFields fields) =>
        new(fields.RequireString("experiment_id"), fields.GetInt32("max_results"), fields.GetString("page_token"));
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/label-schemas/list</c>.</summary>
/// <param name="LabelSchemas">By name; left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record ListLabelSchemasResponse(IReadOnlyList<LabelSchemaMessage>? LabelSchemas, [property: MayBeLeftOut] string? NextPageToken)
{
    public static ListLabelSchemasResponse From(Page<LabelSchema> page) => new(page.Items.ToMessages(LabelSchemaMessage.From), page.NextPageToken);

    public Page<LabelSchema> ToPage() => new(LabelSchemas.ToEntities(schema => schema.ToEntity()), Answers.PageToken(NextPageToken));
}

/// <summary>Body of <c>PATCH /api/3.0/mlflow/label-schemas/update</c>. What is left out stays.</summary>
/// <param name="SchemaId">Which schema.</param>
/// <param name="Name">The new name.</param>
/// <param name="Title">The new heading.</param>
/// <param name="Instruction">What reviewers are to look at now.</param>
/// <param name="EnableComment">Whether reviewers may add a comment.</param>
/// <param name="Input">How it is answered now.</param>
internal sealed record UpdateLabelSchemaRequest(
    string? SchemaId, string? Name = null, string? Title = null, string? Instruction = null, bool? EnableComment = null, AnyJson? Input = null)
    : IWireRequest<UpdateLabelSchemaRequest>
{
    public static UpdateLabelSchemaRequest Decode(WireFields fields) => new(
        fields.RequireString("schema_id"),
        fields.GetString("name"),
        fields.GetString("title"),
        fields.GetString("instruction"),
        fields.GetBool("enable_comment"),
        fields.GetJsonText("input") is not "null" and var input ? new AnyJson(input) : null);

    public static UpdateLabelSchemaRequest From(string schemaId, LabelSchemaUpdate update) => new(
        schemaId, update.Name, update.Title, update.Instruction, update.HasComment, update.Input is { } input ? new AnyJson(input) : null);

    public LabelSchemaUpdate ToCommand() => LabelSchemaUpdate.Create(Name, Title, Instruction, EnableComment, Input?.Text);
}

/// <summary>Body of <c>DELETE /api/3.0/mlflow/label-schemas/delete</c>.</summary>
/// <param name="SchemaId">Which schema.</param>
internal sealed record DeleteLabelSchemaRequest(string? SchemaId) : IWireRequest<DeleteLabelSchemaRequest>
{
    public static DeleteLabelSchemaRequest Decode(WireFields fields) => new(fields.RequireString("schema_id"));
}
