use std::env;
use std::error::Error;

use dataops::apis::configuration::{ApiKey, Configuration};
use dataops::apis::{
    Error as Refusal, groups_api, jobs_api, pipeline_triggers_api, projects_api, users_api,
    version_api,
};
use dataops::models::{CiStatusFilter, ProjectCreate, TriggeredPipelineCreate};
use serde_json::json;

/// The base URL ends in /api/v4. A personal, project or group token travels in the header private-token.
fn connect(url: &str, token: &str) -> Configuration {
    let api_key = Some(ApiKey {
        prefix: None,
        key: token.to_owned(),
    });
    Configuration {
        base_path: url.to_owned(),
        api_key,
        ..Configuration::new()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let url = env::var("DATAOPS_URL")?;
    let api = connect(&url, &env::var("DATAOPS_TOKEN")?);

    // A list comes in pages. The functions give no headers, so the walk ends at the first page that is not full.
    // An id may be a path instead; the caller writes it URL-encoded (`team%2Fdata`).
    let group = env::var("DATAOPS_GROUP")?;
    let (mut ids, mut pages, per_page) = (Vec::new(), 0, 2);
    loop {
        pages += 1;
        let (page, size) = (Some(pages), Some(per_page));
        let projects = groups_api::list_group_projects(
            &api, &group, page, size, None, None, None, None, None, None, None, None, None, None,
        )?;
        ids.extend(projects.iter().map(|project| project.id));
        if projects.len() < per_page as usize {
            break;
        }
    }
    println!(
        "{}",
        json!({"step": "list", "pages": pages, "count": ids.len(), "ids": ids})
    );

    // Create a project. What the server refuses comes as an error, with its status and its body.
    let wanted = ProjectCreate {
        name: Some(env::var("DATAOPS_NAME")?),
        ..ProjectCreate::new()
    };
    let project = projects_api::create_project(&api, wanted)?;
    println!(
        "{}",
        json!({"step": "create", "id": project.id, "path": project.path_with_namespace})
    );

    // Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
    let variables = [
        ("_PIPELINE_FILE_NAME", "full-ci.yml"),
        ("TARGET", "staging"),
    ];
    let wanted = TriggeredPipelineCreate {
        variables: Some(
            variables
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        ),
        ..TriggeredPipelineCreate::new(env::var("DATAOPS_TRIGGER_TOKEN")?, "main".to_owned())
    };
    let pipeline =
        pipeline_triggers_api::trigger_pipeline(&api, &env::var("DATAOPS_PROJECT")?, wanted)?;
    println!(
        "{}",
        json!({"step": "trigger", "id": pipeline.id, "status": pipeline.status, "source": pipeline.source})
    );

    // An error's body has `message` (JSON: a text, or texts by field) or `error`.
    let refused = users_api::get_current_user(&connect(&url, "no-such-token"));
    if let Err(Refusal::ResponseError(answer)) = refused
        && let Some(users_api::GetCurrentUserError::Status401(error)) = answer.entity
    {
        let (status, message) = (answer.status.as_u16(), error.message);
        println!(
            "{}",
            json!({"step": "unauthorized", "status": status, "message": message})
        );
    }

    // Over the quota the answer is 429. Its headers, and with them Retry-After, are not to be had.
    let busy = connect(&url, &env::var("DATAOPS_QUOTA_TOKEN")?);
    let limited = loop {
        if let Err(refusal) = version_api::get_version(&busy) {
            break refusal;
        }
    };
    let Refusal::ResponseError(answer) = limited else {
        return Err(limited.into());
    };
    let status = answer.status.as_u16();
    println!(
        "{}",
        json!({"step": "limited", "status": status, "error": "an answer's headers are not to be had"})
    );

    // A field without a value is None, and its type says so.
    let description: Option<String> = project.description;
    println!(
        "{}",
        json!({"step": "null", "field": "description", "value": description})
    );

    // A state may be one that the contract does not know: it is a string.
    let (id, succeeded) = (env::var("DATAOPS_PROJECT")?, vec![CiStatusFilter::Success]);
    let jobs =
        jobs_api::list_project_jobs(&api, &id, None, Some(1), None, Some(succeeded), None, None)?;
    for listed in jobs {
        let job = jobs_api::get_job(&api, &id, listed.id)?;
        println!("{}", json!({"step": "unknown", "value": job.status}));
    }

    // A visibility has a closed list of values; an answer with one that is not of it is refused as a whole.
    let size = Some(1);
    let groups = groups_api::list_groups(
        &api, None, size, None, None, None, None, None, None, None, None, None,
    );
    println!(
        "{}",
        match groups {
            Ok(groups) => json!({"step": "closed", "value": groups[0].visibility}),
            Err(unreadable) => json!({"step": "closed", "error": unreadable.to_string()}),
        }
    );
    Ok(())
}
