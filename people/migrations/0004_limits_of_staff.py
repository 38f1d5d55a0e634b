import django.contrib.postgres.fields
import django.db.models.deletion
import people.models.staff
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_consent_by_scope'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffCountries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2, validators=[people.models.staff.validate_country]), help_text='This member of staff sees and changes only people of these countries. Superusers are never limited.', verbose_name='countries')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='staff_countries', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'limit to countries',
                'verbose_name_plural': 'limits to countries',
            },
        ),
        migrations.CreateModel(
            name='StaffCountriesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2, validators=[people.models.staff.validate_country]), help_text='This member of staff sees and changes only people of these countries. Superusers are never limited.', verbose_name='countries')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.staffcountries')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='staffcountries',
            constraint=models.CheckConstraint(condition=models.Q(('countries__len__gt', 0)), name='a_limit_names_a_country_at_least', violation_error_message='Choose a country at least, or remove the limit.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffcountries',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_staffcountriesevent" ("countries", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."countries", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fd20aa53ded157cb7318126ebce96688c2dfa0d4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_483ca', referencing='REFERENCING NEW TABLE AS new_values ', table='people_staffcountries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffcountries',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_staffcountriesevent" ("countries", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."countries", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f9b86df5ba24d96e145de615899957ea24da5001', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_572bb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_staffcountries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffcountries',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_staffcountriesevent" ("countries", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."countries", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='97732366295980de0130d8c0efd5dcd2415691c2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_348f1', referencing='REFERENCING OLD TABLE AS old_values ', table='people_staffcountries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffcountriesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f0750230f955c49e7092b9bbdb09212ae4fe4d93', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0861', table='people_staffcountriesevent', when='BEFORE')),
        ),
    ]
